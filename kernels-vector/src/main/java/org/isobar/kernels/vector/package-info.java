/**
 * Folds in vector instructions by the Vector API, which is an incubator: a program that wants them
 * has this module on its class path and starts with {@code --add-modules jdk.incubator.vector}.
 * Every bit is that of the engine's own kernels.
 */
@NullMarked
package org.isobar.kernels.vector;

import org.jspecify.annotations.NullMarked;
