/** Requests, jobs, plans and progress: what passes between fields and backends. */
@NullMarked
package org.isobar.run;

import org.jspecify.annotations.NullMarked;
