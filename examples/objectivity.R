# objectivity-monitor from R: one file to copy beside your own. Pictures need ggplot2, `om_result` needs jsonlite.
#
#   source("objectivity.R")
#   run <- om_run(results = "results/*.csv", schools = "schools.csv", observers = "observers.csv", out = "report")
#   run$recheck                    # the list, a row per school
#   om_funnel(run)
#
# The command line does the work: `npm install objectivity-monitor` once in the folder. What the columns mean stands in
# docs/result.md, how to go on from here in docs/from-r.md. A school on the list is to be rechecked, never guilty.

om_tiers <- c("strong", "moderate", "watch", "clear", "notAssessable")
om_colours <- c(strong = "#b3261e", moderate = "#e07b00", watch = "#c9b037", clear = "#7a8fa6", notAssessable = "#d0d0d0")
om_levels <- list(
  tier = om_tiers,
  outcome = c("measured", "undecided", "notApplicable", "failed"),
  observer = c("present", "absent", "unknown")
)
om_factors <- c("subject", "detector", "family", "unit", "effect_unit", "reason", "peer_group", "municipality", "grounds",
                "settled", "status")
om_integers <- c("grade", "year", "rank", "priority", "participants", "sittings", "papers_to_recheck", "n", "papers", "items",
                 "row", "rows", "numerator", "denominator", "times_listed", "of_years")
om_texts <- c("school_id", "name", "class", "label", "nearest_schools", "compared_by", "fits_no_group", "decision_items",
              "what_to_recheck", "reasons", "official_markers", "table", "file", "column", "found", "problem",
              "how_to_mend", "meanwhile", "treatment", "code", "listed_in", "indicator", "source", "meaning", "official_rule",
              "sample", "paper", "note")
om_truths <- c("recheck", "within_budget")
om_dates <- "settled_date"

# Runs `objectivity-monitor` with the arguments. What is wrong with files, options or settings stops in its own words.
om_command <- function(...) {
  npx <- Sys.which("npx")
  if (npx == "") stop("npx was not found: install Node.js 20.19 or newer", call. = FALSE)
  arguments <- c(...)
  said <- tempfile()
  on.exit(unlink(said))
  status <- suppressWarnings(system2(npx, shQuote(enc2utf8(c("--no-install", "objectivity-monitor", arguments))),
                                     stdout = tempfile(), stderr = said))
  # 1 is no mistake where it was asked for: `fail_on_recheck`.
  if (status != 0 && !(status == 1 && "--fail-on-recheck" %in% arguments))
    stop(paste(readLines(said, encoding = "UTF-8", warn = FALSE), collapse = "\n"), call. = FALSE)
  invisible(status)
}

# Runs `objectivity-monitor run` and reads what it writes into the folder `out`.
# A table is a file, a pattern, several files or a data frame with the columns of docs/input.md. Further options have the names
# of the command line with `_` for `-`: schools, observers, participation, budget = 600, seed = 1, sensitivity = TRUE.
om_run <- function(results, out, locale = "en", ...) {
  given <- Filter(function(value) !is.null(value) && !identical(value, FALSE), list(results = results, ...))
  folder <- tempfile("om-")
  dir.create(folder)
  on.exit(unlink(folder, recursive = TRUE))
  arguments <- unlist(lapply(names(given), function(name) {
    value <- given[[name]]
    if (is.data.frame(value)) {
      path <- file.path(folder, paste0(name, ".csv"))
      om_write_table(value, path)
      value <- path
    }
    c(paste0("--", gsub("_", "-", name)), if (!isTRUE(value)) format(value, scientific = FALSE, trim = TRUE))
  }))
  om_command("run", "--out", out, "--locale", locale, "--quiet", arguments)
  om_read(out)
}

# A data frame as a CSV file in UTF-8, whatever the system writes otherwise.
om_write_table <- function(table, file) {
  cells <- lapply(table, function(column) {
    text <- enc2utf8(as.character(column))
    if (!is.numeric(column)) text <- paste0('"', gsub('"', '""', text, fixed = TRUE), '"')
    ifelse(is.na(column), "", text)
  })
  opened <- file(file, open = "wb")
  on.exit(close(opened))
  writeLines(c(paste(enc2utf8(names(table)), collapse = ","), do.call(paste, c(unname(cells), sep = ","))), opened, useBytes = TRUE)
}

# Reads the tables of a run's folder, in either language of `--locale`: a list by name, with the folder in the attribute "folder".
om_read <- function(folder) {
  files <- list.files(folder, pattern = "\\.csv$", full.names = TRUE)
  if (!"signals.csv" %in% basename(files)) stop(folder, " is not the folder of a run: it holds no signals.csv", call. = FALSE)
  tables <- lapply(files, om_read_table)
  names(tables) <- gsub("-", "_", sub("\\.csv$", "", basename(files)))
  structure(tables, folder = folder)
}

# One CSV file of a run: ids stay text, codes become factors, what is absent is NA.
om_read_table <- function(file) {
  bytes <- readBin(file, "raw", file.size(file))
  if (identical(head(bytes, 3), as.raw(c(0xef, 0xbb, 0xbf)))) bytes <- bytes[-(1:3)] # the byte-order mark, for Excel
  text <- rawToChar(bytes)
  Encoding(text) <- "UTF-8"
  header <- sub("\n.*", "", text, useBytes = TRUE)
  count <- function(sign) nchar(gsub(paste0("[^", sign, "]"), "", header, useBytes = TRUE), type = "bytes")
  delimiter <- if (count(";") > count(",")) ";" else ","
  table <- read.table(text = text, header = TRUE, sep = delimiter, quote = "\"", comment.char = "", na.strings = "",
                      colClasses = "character", encoding = "UTF-8", check.names = FALSE)
  decimal <- delimiter == ";"
  for (column in names(table)) {
    cells <- table[[column]]
    table[[column]] <-
      if (column %in% om_truths) cells == "true"
      else if (column %in% om_dates) as.Date(cells, format = "%Y-%m-%d")
      else if (column %in% names(om_levels)) factor(cells, om_levels[[column]], ordered = column == "tier")
      else if (column %in% om_factors) factor(cells)
      else if (column %in% om_texts) cells
      else om_numbers(cells, decimal, column %in% om_integers)
  }
  table
}

# Cells of which each is a number, as numbers; others stay text.
om_numbers <- function(cells, decimal, whole) {
  numbers <- suppressWarnings(as.numeric(if (decimal) sub(",", ".", cells, fixed = TRUE) else cells))
  if (any(is.na(numbers) & !is.na(cells))) cells else if (whole) as.integer(numbers) else numbers
}

# `result.json`: everything, as lists.
om_result <- function(run) jsonlite::read_json(file.path(attr(run, "folder"), "result.json"))

# Histograms of p, one per detector: flat where schools are honest, a peak at the left where some are not.
om_p_by_detector <- function(run) {
  measured <- subset(run$signals, outcome == "measured")
  usual <- as.data.frame(table(detector = measured$detector) / 20, responseName = "count")
  usual <- usual[usual$count > 0, ]
  ggplot2::ggplot(measured, ggplot2::aes(p)) +
    ggplot2::geom_histogram(binwidth = 0.05, boundary = 0, fill = om_colours[["clear"]]) +
    ggplot2::geom_hline(data = usual, ggplot2::aes(yintercept = count), linetype = "dotted") +
    ggplot2::facet_wrap(~detector, scales = "free_y") +
    ggplot2::labs(y = "sittings") + ggplot2::theme_bw()
}

# Every sitting by number of pupils and distance from what its peers lead to expect, in standard errors.
om_funnel <- function(run, detector = "high-level") {
  rows <- run$signals[run$signals$detector == detector & run$signals$outcome == "measured", ]
  rows <- merge(rows, run$schools[c("school_id", "tier")])
  rows$away <- with(rows, (judged - expected) / sqrt(variance + tau2 + se^2))
  rows <- rows[order(rows$tier, decreasing = TRUE), ]
  ggplot2::ggplot(rows, ggplot2::aes(n, away, colour = tier)) +
    ggplot2::geom_hline(yintercept = c(-3, 0, 3), linetype = c("dotted", "solid", "dotted")) +
    ggplot2::geom_point(size = 1.4) + ggplot2::scale_colour_manual(values = om_colours) +
    ggplot2::labs(x = "pupils", y = "distance from comparable schools, standard errors", colour = "school", title = detector) +
    ggplot2::theme_bw()
}

# The first schools of the list and what kinds of signs they have: the darker, the more unusual.
om_families <- function(run, schools = 25) {
  kinds <- Filter(function(kind) any(!is.na(run$schools[[kind]])), c("level", "history", "shape", "marking", "pattern"))
  listed <- merge(head(run$recheck[c("rank", "school_id", "grounds")], schools), run$schools[c("school_id", kinds)])
  label <- paste(listed$school_id, listed$grounds, sep = "  ")
  cells <- data.frame(
    school = factor(rep(label, length(kinds)), levels = label[order(listed$rank, decreasing = TRUE)]),
    kind = factor(rep(kinds, each = nrow(listed)), levels = kinds),
    strength = pmin(-log10(unlist(listed[kinds], use.names = FALSE)), 6)
  )
  ggplot2::ggplot(cells, ggplot2::aes(kind, school, fill = strength)) +
    ggplot2::geom_tile(colour = "white") +
    ggplot2::scale_fill_gradient(low = "#fff5f0", high = "#67000d", limits = c(0, 6), na.value = "#b8c4ce") +
    ggplot2::labs(x = NULL, y = NULL, fill = "-log10 p\n(6 and more)", title = "to be rechecked; blue-grey: nothing measured") +
    ggplot2::theme_minimal() + ggplot2::theme(panel.grid = ggplot2::element_blank())
}

# Our list beside a list of your own. `score`: named by school_id, larger = more suspicious. As many of your schools are taken as we
# list for signs, or `listed`. A row per school of either list: rank in both, and who lists it: both, ours or own.
om_overlap <- function(run, score, listed = NULL) {
  ours <- setNames(rank(run$schools$p, ties.method = "first", na.last = "keep"), run$schools$school_id)
  signs <- run$recheck$school_id[grepl("signs", run$recheck$grounds)]
  own <- rank(-score, ties.method = "first", na.last = "keep")
  first <- names(own)[!is.na(own) & own <= (if (is.null(listed)) length(signs) else listed)]
  either <- union(signs, first)
  either <- either[order(own[either], either)]
  who <- ifelse(either %in% signs & either %in% first, "both", ifelse(either %in% first, "own", "ours"))
  data.frame(school_id = either, our_rank = unname(ours[either]), own_rank = unname(own[either]),
             listed_by = factor(who, c("both", "ours", "own")))
}

# How well a score finds what is true: 1 = all of them first, about the share of them by chance. `truth` (a confirmed recheck, a
# simulation) and `score` are named by school_id. A school without a score comes last; equal scores are taken together.
om_average_precision <- function(truth, score) {
  score <- score[names(truth)]
  score[is.na(score)] <- -Inf
  found <- rev(tapply(as.logical(truth), score, sum))
  looked_at <- rev(tapply(truth, score, length))
  sum(cumsum(found) / cumsum(looked_at) * found) / sum(found)
}

if (sys.nframe() == 0) {
  args <- commandArgs(trailingOnly = TRUE)
  run <- om_read(if (length(args) > 0) args[1] else "objectivity-demo")
  print(table(run$schools$tier))
  for (draw in c("p_by_detector", "funnel", "families")) {
    picture <- get(paste0("om_", draw))(run)
    file <- file.path(if (length(args) > 1) args[2] else ".", paste0(draw, ".png"))
    ggplot2::ggsave(file, picture, width = 9, height = 6, dpi = 110)
  }
}
