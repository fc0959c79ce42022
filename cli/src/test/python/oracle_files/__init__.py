"""The generated files that the oracle suite compares Isobar and CDO on."""
