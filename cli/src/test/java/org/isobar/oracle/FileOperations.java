package org.isobar.oracle;

import java.util.List;

/** What joins, splits and selects files, sets what they say, and the rest of the functions. */
final class FileOperations {
  static final List<String> LINES =
      List.of(
          "cat FILE FILE",
          "mergetime FILE FILE",
          "merge FILE -chname,NAME,other -selname,NAME FILE",
          "splitname FILE",
          "splityear FILE",
          "splityearmon FILE",
          "splitmon FILE",
          "splitmon,-%b FILE",
          "splitseas FILE",
          "splitday FILE",
          "splithour FILE",
          "select,name=NAME,timestep=1/3 FILE",
          "select,season=JJA FILE",
          "select,year=1999/2001,hour=0/12 FILE",
          "delete,name=NAME FILE",
          "delete,timestep=1 FILE",
          "delete,month=1/6 FILE",
          "selmonth,3 FILE",
          "selday,1/15 FILE",
          "selhour,0/12 FILE",
          "sellevel,0,1,2,10,500,850,50000,85000 FILE",
          "sellevidx,1 FILE",
          "chname,NAME,other FILE",
          "setunit,mm FILE",
          "chunit,K,degC FILE",
          "setattribute,NAME@note=text,title=none FILE",
          "settaxis,1850-01-16,12:00:00,1mon FILE",
          "settaxis,2000-01-01,00:00:00,6hours FILE",
          "setcalendar,360_day FILE",
          "setcalendar,standard FILE",
          "setreftime,1900-01-01,00:00:00,hours FILE",
          "settunits,hours FILE",
          "shifttime,-3hours FILE",
          "shifttime,1mon FILE",
          "settbounds,month FILE",
          "setdate,1999-12-28 FILE",
          "settime,06:30:00 FILE",
          "setyear,1999 FILE",
          "setmon,7 FILE",
          "setday,15 FILE",
          "setgrid,r24x8 FILE",
          "cos FILE",
          "tan FILE",
          "asin -divc,1000000 FILE",
          "not FILE",
          "not -gtc,280 FILE",
          "gec,280 FILE",
          "ltc,280 FILE",
          "ge FILE -timmean FILE",
          "lt FILE -timmean FILE",
          "ne FILE -timmean FILE",
          "exprf,SCRIPT FILE",
          "aexprf,SCRIPT FILE");

  private FileOperations() {}
}
