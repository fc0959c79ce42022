#!/bin/sh
# What people do with CDO: the recipes of its user guide and of tutorials. Run in an empty folder as
#   CDO=cdo sh pipelines.sh FOLDER_OF_INPUTS
# and again with CDO=isobar: both write the same numbers.
set -eu
in=$1

# Means and climatologies
$CDO timmean $in/tas.nc 01-mean.nc
$CDO yearmean $in/tas.nc 02-annual.nc
$CDO yearmonmean $in/tas.nc 03-annual-by-days.nc
$CDO seasmean -selyear,1980/1989 $in/tas.nc 04-seasons.nc
$CDO ymonmean -seldate,1980-01-01,1989-12-31 $in/tas.nc 05-climatology.nc
$CDO yseasmean $in/tas.nc 06-seasonal-climatology.nc
$CDO timmean -selseason,DJF $in/tas.nc 07-winter.nc
$CDO yearmean -selmon,6/9 $in/tas.nc 08-summers.nc
$CDO zonmean -timmean $in/tas.nc 09-zonal.nc

# Anomalies
$CDO ymonsub $in/tas.nc 05-climatology.nc 10-anomaly.nc
$CDO sub $in/tas.nc -timmean $in/tas.nc 11-departure.nc
$CDO ymondiv 10-anomaly.nc -ymonstd $in/tas.nc 12-standardised.nc
$CDO yseassub -seasmean $in/tas.nc -yseasmean $in/tas.nc 13-seasonal-anomaly.nc
$CDO expr,'wave=tas-zonmean(tas)' -timmean $in/tas.nc 14-stationary-wave.nc
$CDO sub -timmean -selyear,1985/1990 $in/tas.nc -timmean -selyear,1979/1984 $in/tas.nc 15-change.nc

# Regions and indices
$CDO fldmean -sellonlatbox,-170,-120,-5,5 -ymonsub $in/sst.nc -ymonmean $in/sst.nc 16-nino34.nc
$CDO divc,2 -sub -fldmax -sellonlatbox,0,60,30,60 $in/tas.nc -fldmin -sellonlatbox,0,60,30,60 $in/tas.nc 17-half-range.nc
$CDO mermax -sellonlatbox,-60,60,-30,30 -seltimestep,1/12 $in/tas.nc 18-meridians.nc
$CDO invertlat -sellevel,50000 $in/levels.nc 19-upside-down.nc

# Units, names, attributes
$CDO setattribute,tas@long_name="temperature in Celsius" -setunit,degC -subc,273.15 $in/tas.nc 20-celsius.nc
$CDO chname,pr,precip -setunit,"mm day-1" -mulc,86400 -selname,pr $in/daily.nc 21-rain.nc
$CDO expr,'tc=tas-273.15;' -delname,pr $in/daily.nc 22-by-expression.nc
$CDO aexpr,'speed=sqrt(ua*ua+va*va);_d=atan2(ua,va);dir=deg(_d)+180' $in/levels.nc 23-wind.nc
$CDO settaxis,1850-01-16,12:00:00,1mon $in/tas.nc 24-other-dates.nc
$CDO setcalendar,standard -shifttime,1day $in/tas.nc 25-other-calendar.nc

# Masks
$CDO ifthen -gtc,50 $in/sftlf.nc $in/tas.nc 26-land.nc
$CDO ifthenelse -gtc,50 $in/sftlf.nc $in/tas.nc $in/member1.nc 27-two-sources.nc
$CDO mul $in/tas.nc -setctomiss,0 -gtc,50 $in/sftlf.nc 28-by-product.nc
$CDO setmisstoc,0 -setrtomiss,0,273.15 $in/sst.nc 29-no-ice.nc
$CDO expr,'warm=(tas>290)?tas:-999;cold=tas<270' $in/tas.nc 30-choice.nc

# Counts and extremes
$CDO yearsum -gec,1 -mulc,86400 -selname,pr $in/daily.nc 31-wet-days.nc
$CDO yearsum -ltc,273.15 -selname,tas $in/daily.nc 32-frost-days.nc
$CDO yearsum -maxc,0 -subc,283.15 -selname,tas $in/daily.nc 33-degree-days.nc
$CDO monmax -selname,pr $in/daily.nc 34-monthly-maxima.nc
$CDO timstd1 -yearmean $in/tas.nc 35-year-to-year.nc

# Ensembles
$CDO sub -timmean $in/member1.nc -timmean $in/member2.nc 36-difference.nc
$CDO divc,3 -add -add $in/member1.nc $in/member2.nc $in/member3.nc 37-ensemble-mean.nc
$CDO max $in/member1.nc -max $in/member2.nc $in/member3.nc 38-warmest.nc
$CDO gt $in/member3.nc $in/member1.nc 39-warmer.nc
$CDO ymonadd $in/member1.nc -sub -ymonmean $in/tas.nc -ymonmean $in/member1.nc 40-corrected.nc
