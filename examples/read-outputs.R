# R: the tidy outputs of a run. Usage: Rscript examples/read-outputs.R [folder of the run]
args <- commandArgs(trailingOnly = TRUE)
folder <- if (length(args) > 0) args[1] else "objectivity-demo"

read <- function(name) read.csv(file.path(folder, name), colClasses = c(school_id = "character"),
                                fileEncoding = "UTF-8-BOM", check.names = FALSE)
signals <- read("signals.csv")
schools <- read("schools.csv")

cat("schools by tier:\n")
print(table(schools$tier))
measured <- subset(signals, outcome == "measured")
cat("share of p < .05 by detector:\n")
print(round(tapply(measured$p < .05, measured$detector, mean), 3))
