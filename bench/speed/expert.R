# The core of the same job in base R, vectorised: expert.R FOLDER OUT
#
# As the monitor does, it clusters schools by context (25 starts, number of groups by the gap with 10 references on at most
# 1 000 schools, 50 bootstrap samples), judges every sitting by its cluster without the sitting itself (Huber's location and
# tau^2; exactly in clusters up to 200 sittings, by one step in larger ones), compares all pairs of papers of a sitting on the
# scale of shuffled papers, and takes p-values from 6 000 simulated honest units per shape.
# It asks for eight things: level, spread, heaps at the cuts, low tail, journal gap, hard items, response fit, alike answers.
# It does not: item profile, absence, own control, subject profile, level-shape; remove context; check rows; plan rechecks;
# write reports for people.
suppressWarnings({
  options(stringsAsFactors = FALSE)
  at <- commandArgs(TRUE)
  folder <- at[1]; out <- at[2]
  dir.create(out, showWarnings = FALSE)
  set.seed(1)
  CLIP <- 1.345; DRAWS <- 6000
  schools <- read.csv(file.path(folder, "schools.csv"))
  tests <- read.csv(file.path(folder, "assessments.csv"))
  observers <- read.csv(file.path(folder, "observers.csv"))
  head <- read.csv(file.path(folder, "results.csv"), nrows = 100, na.strings = c("", "X"))
  kinds <- sapply(head, function(column) if (is.character(column)) "character" else "integer")
  papers <- read.csv(file.path(folder, "results.csv"), na.strings = c("", "X"), colClasses = kinds)
})

clusters <- function() {
  context <- schools[grep("_share$|pupils", names(schools))]
  shares <- grep("_share$", names(context))
  context[shares] <- lapply(context[shares], function(x) qlogis(0.005 + 0.99 * x))
  context$pupils <- log1p(context$pupils)
  x <- scale(cbind(as.matrix(context), model.matrix(~ settlement - 1, schools)))
  x[is.na(x)] <- 0
  sample <- x[seq(1, nrow(x), max(1, nrow(x) %/% 1000)), ]
  fit <- function(data, k, starts) kmeans(data, k, nstart = starts, iter.max = 100)
  models <- lapply(1:8, function(k) fit(sample, k, 25))
  axes <- svd(scale(sample, scale = FALSE))$v
  turned <- sample %*% axes
  logs <- replicate(10, {
    drawn <- apply(turned, 2, function(c) runif(length(c), min(c), max(c))) %*% t(axes)
    sapply(1:8, function(k) log(fit(drawn, k, 3)$tot.withinss))
  })
  gap <- rowMeans(logs) - log(sapply(models, `[[`, "tot.withinss"))
  error <- apply(logs, 1, sd) * sqrt(1 + 1 / 10)
  good <- which(gap[2:7] >= gap[3:8] - error[3:8]) + 1
  k <- if (length(good)) good[1] else 8
  groups <- kmeans(x, models[[k]]$centers, iter.max = 100)$cluster
  jaccard <- rowMeans(replicate(50, {
    drawn <- sample.int(nrow(x), min(nrow(x), 1000), TRUE)
    both <- table(factor(groups[drawn], 1:k), fit(x[drawn, ], k, 3)$cluster)
    apply(both / (outer(rowSums(both), colSums(both), "+") - both), 1, max)
  }))
  list(groups = groups, jaccard = jaccard)
}

# Huber's location and tau^2 for each row of `keep`, a matrix of weights 0 or 1.
solve_rows <- function(x, s, keep) {
  rows <- nrow(keep); m <- length(x)
  X <- matrix(x, rows, m, TRUE); S <- matrix(s, rows, m, TRUE)
  centre <- rep(median(x), rows)
  tau <- rep(max(0, mad(x)^2 - median(s)), rows)
  count <- rowSums(keep)
  for (step in 1:60) {
    precision <- keep / (S + tau)
    r <- (X - centre) * sqrt(precision)
    weight <- precision * pmin(1, CLIP / pmax(abs(r), 1e-12))
    moved <- rowSums(weight * X) / rowSums(weight)
    psi2 <- pmin(r * r, CLIP^2)
    slope <- rowSums(psi2 * precision * (abs(r) < CLIP))
    wider <- pmax(0, tau + (rowSums(psi2) - 0.7102 * (count - 1)) / pmax(slope, 1e-12))
    change <- max(abs(moved - centre)) + max(abs(wider - tau))
    centre <- moved; tau <- wider
    if (change < 1e-9) break
  }
  list(centre = centre, tau = tau, information = rowSums(keep / (S + tau)))
}

step_without <- function(x, s) {
  all <- solve_rows(x, s, matrix(1, 1, length(x)))
  precision <- 1 / (s + all$tau)
  r <- (x - all$centre) * sqrt(precision)
  weight <- precision * pmin(1, CLIP / pmax(abs(r), 1e-12))
  psi2 <- pmin(r * r, CLIP^2)
  slope <- psi2 * precision * (abs(r) < CLIP)
  list(centre = (sum(weight * x) - weight * x) / (sum(weight) - weight),
       tau = pmax(0, all$tau + (sum(psi2) - psi2 - 0.7102 * (length(x) - 2)) / pmax(sum(slope) - slope, 1e-12)),
       information = sum(precision) - precision)
}

against_peers <- function(y, variance, group) {
  z <- rep(NA_real_, length(y))
  for (g in unique(group)) {
    i <- which(group == g & is.finite(y) & is.finite(variance)); m <- length(i)
    if (m <= 5) next
    x <- y[i]; s <- pmax(variance[i], 1e-12)
    fit <- if (m <= 200) solve_rows(x, s, 1 - diag(m)) else step_without(x, s)
    total <- s + fit$tau + 1.05 / fit$information
    df <- pmax(1, 2 * total^2 / (2 * (m - 1) / fit$information^2))
    z[i] <- qnorm(pmin(pmax(pt((x - fit$centre) / sqrt(total), df), 1e-15), 1 - 1e-15))
  }
  z
}

proportion <- function(hits, trials, group) {
  z <- rep(NA_real_, length(hits))
  for (g in unique(group)) {
    i <- which(group == g & trials > 0)
    if (length(i) < 5) next
    p <- sum(hits[i]) / sum(trials[i])
    raw <- (hits[i] - trials[i] * p) / sqrt(pmax(trials[i] * p * (1 - p), 1e-9))
    z[i] <- raw / max(1, mad(raw))
  }
  z
}

by <- function(values, school, m) { s <- numeric(m); t <- rowsum(as.numeric(values), school); s[as.integer(rownames(t))] <- t; s }

alike <- function(kinds, items, score, school, n, group) {
  J <- length(items); K <- max(items) + 2; N <- length(score)
  block <- cumsum(tabulate(score + 1)) %/% 30
  block <- match(block[score + 1], sort(unique(block[score + 1]))); B <- max(block)
  place <- sweep(kinds, 2, (seq_len(J) - 1) * K, "+") + 1
  counts <- matrix(tabulate((place - 1) * B + block, B * J * K), B)
  chance <- pmax(counts, 0.5) / tabulate(block, B)
  cost <- -0.5 * log(chance)
  priced <- chance * cost; squared <- priced * cost
  mean <- tcrossprod(chance, priced); mean <- mean + t(mean)
  variance <- tcrossprod(chance, squared); variance <- variance + t(variance) + 2 * tcrossprod(priced)
  for (j in seq_len(J)) {
    columns <- (j - 1) * K + seq_len(K)
    one <- tcrossprod(chance[, columns], priced[, columns])
    variance <- variance - (one + t(one))^2
  }
  sd <- sqrt(pmax(variance, 0.25))
  class <- ifelse(variance >= 0.25, pmin(12, 1 + floor(log2(pmax(variance, 0.25) / 0.25))), 0)
  price <- matrix(cost[cbind(rep(block, J), c(place))], N)
  likeness <- function(members) {
    h <- length(members)
    shown <- paid <- matrix(0, h, J * K)
    cell <- cbind(rep(seq_len(h), J), c(place[members, ]))
    shown[cell] <- 1; paid[cell] <- price[members, ]
    half <- tcrossprod(paid, shown); b <- block[members]
    list(z = (half + t(half) - mean[b, b]) / sd[b, b], class = class[b, b, drop = FALSE])
  }
  own <- order(school); owner <- school[own]
  ranked <- own[order(score[own])]
  shuffles <- unlist(lapply(seq_len(min(20, ceiling(20000 / N))), function(k) {
    mixed <- integer(N)
    mixed[match(ranked, own)] <- own[order(score[own], runif(N))]
    split(mixed, owner)
  }), FALSE)
  found <- lapply(shuffles, likeness)
  upper <- lapply(found, function(f) upper.tri(f$z))
  z <- unlist(Map(function(f, u) f$z[u], found, upper)); c <- unlist(Map(function(f, u) f$class[u], found, upper))
  centre <- rep(0, 12); spread <- rep(Inf, 12); skew <- rep(0, 12)
  for (k in 1:12) if (sum(c == k) >= 30) {
    v <- z[c == k]; centre[k] <- mean(v); spread[k] <- sd(v); skew[k] <- mean((v - mean(v))^3) / sd(v)^3
  }
  total <- function(f) {
    h <- nrow(f$z)
    if (h < 2) return(c(0, 0))
    k <- pmax(f$class, 1)
    standard <- ifelse(f$class > 0, (f$z - centre[k]) / spread[k], -Inf); diag(standard) <- -Inf
    best <- max.col(standard, "first"); top <- standard[cbind(1:h, best)]
    partners <- rowSums(standard > -Inf); own_skew <- skew[pmax(1, f$class[cbind(1:h, best)])]
    shape <- 4 / pmax(own_skew, 1e-3)^2
    p <- pmax(pgamma(pmax(0, shape + top * sqrt(shape)), shape, lower.tail = FALSE), 1e-12)
    c(sum(ifelse(partners > 0, -log(-expm1(partners * log1p(-pmin(p, 1 - 1e-12)))), 0)), sum(partners > 0))
  }
  null <- sapply(found, total); real <- sapply(lapply(split(own, owner), likeness), total)
  per <- sum(null[1, ]) / sum(null[2, ])
  scale <- sum((null[1, ] - null[2, ] * per)^2) / sum(null[2, ]) / per
  p <- pgamma(real[1, ], pmax(real[2, ] * per / scale, 1e-9), scale = scale, lower.tail = FALSE)
  score_of <- -qnorm(pmin(pmax(p, 1e-300), 1 - 1e-12))
  against_peers(ifelse(real[2, ] > 0, score_of / sqrt(pmax(1, real[2, ])), NA), 1 / pmax(1, real[2, ]), group)
}

measure <- function(test) {
  own <- papers[papers$subject == test$subject & papers$grade == test$grade & papers$year == test$year, ]
  ids <- unique(own$school_id); school <- match(own$school_id, ids); m <- length(ids); n <- tabulate(school, m)
  group <- groups[match(ids, schools$school_id)]
  score <- own$score; cuts <- c(test$cut_3, test$cut_4, test$cut_5)
  sums <- function(values) by(values, school, m)
  mean <- sums(score) / n
  squares <- sums((score - mean[school])^2)
  sd <- sqrt(squares / pmax(1, n - 1)); ok <- n >= 8 & sd > 0
  log_sd <- ifelse(ok, log(sd) + 1 / (2 * pmax(n - 1, 1)), NA)
  log_sd[ok] <- resid(lm(log_sd ~ mean + I(mean^2), weights = n, subset = ok))
  kurtosis <- base::mean((score - base::mean(score))^4) / base::mean((score - base::mean(score))^2)^2
  above <- rowSums(sapply(cuts, function(cut) score >= cut & score < cut + 2))
  near <- rowSums(sapply(cuts, function(cut) score >= cut - 2 & score < cut + 2))
  gap <- own$mark - own$journal_mark; known <- !is.na(gap)
  marked <- tabulate(school[known], m)
  gap_mean <- ifelse(marked > 0, by(gap[known], school[known], m) / marked, NA)
  items <- as.integer(strsplit(as.character(test$item_max), "|", TRUE)[[1]]); J <- length(items)
  kinds <- as.matrix(own[paste0("item_", seq_len(J))])
  answers <- kinds; answers[is.na(answers)] <- 0
  kinds[is.na(kinds)] <- max(items) + 1
  T <- max(score) + 1; size <- tabulate(score + 1, T)
  held <- matrix(tabulate((score) * m + school, m * T), m); drawn <- held * (1 - held / rep(pmax(size, 1), each = m))
  expected <- rowsum(answers, score)[as.character(score), ] / size[score + 1]
  difficulty <- 1 - colMeans(answers) / items; weights <- difficulty - base::mean(difficulty)
  lean <- drop((answers - expected) %*% weights)
  hard_variance <- drop(drawn %*% (by(lean^2, score + 1, T) / pmax(1, size - 1))) / n^2
  fit <- 0
  for (j in seq_len(J)) {
    counts <- matrix(tabulate(kinds[, j] * T + score + 1, T * (max(items) + 2)), T)
    fit <- fit - log(pmax(counts, 0.5) / pmax(size, 1))[cbind(score + 1, kinds[, j] + 1)]
  }
  moment <- function(v) by(v, score + 1, T) / pmax(size, 1)
  centre <- moment(fit)[score + 1]; scale <- sqrt(pmax(moment((fit - centre)^2), 1e-12))[score + 1]
  odd <- exp(0.3 * pmin((fit - centre) / scale, 5)); usual <- moment(odd)[score + 1]
  relative <- drop(drawn %*% (moment((odd - usual)^2) * size / pmax(1, size - 1))) / (n * base::mean(odd))^2
  ratio <- 1 + sums(odd - usual) / (n * base::mean(odd))
  z <- cbind(against_peers(mean, sum(squares) / sum(n - 1) / n, group),
             -against_peers(log_sd, (kurtosis - (n - 3) / pmax(n - 1, 1)) / (4 * n), group),
             proportion(sums(above), sums(near), group), -proportion(sums(score < cuts[1]), n, group),
             against_peers(gap_mean, var(gap[known]) / pmax(marked, 1), group),
             against_peers(sums(lean) / n, pmax(hard_variance, 1e-9), group),
             against_peers((1 - 1 / ratio^2) / 2 + 1.5 * relative, relative, group),
             alike(kinds, items, score, school, n, group))
  z[n < 5, ] <- NA
  data.frame(school_id = ids, subject = test$subject, grade = test$grade, year = test$year, n = n, z = z)
}

NAMES <- c("high-level", "low-spread", "boundary-heap", "low-tail", "mark-gap", "hard-items", "response-fit", "alike-answers")
FAMILY <- c(1, 2, 2, 2, 3, 4, 4, 4)
found <- suppressWarnings(clusters())
groups <- found$groups
frame <- do.call(rbind, lapply(seq_len(nrow(tests)), function(t) measure(tests[t, ])))
z <- pmin(pmax(as.matrix(frame[grep("^z", names(frame))]), -8), 8)
D <- ncol(z)

quadrant <- function(products, assumed) {
  products <- products[is.finite(products)]
  estimate <- if (length(products)) sin(pi / 2 * mean(products)) else assumed
  min(0.95, max(-0.95, (length(products) * estimate + 40 * assumed) / (length(products) + 40)))
}
side <- sign(sweep(z, 2, apply(z, 2, median, na.rm = TRUE)))
between <- diag(D)
for (a in 2:D) for (b in 1:(a - 1)) between[a, b] <- between[b, a] <- quadrant(side[, a] * side[, b], 0)
for (keep in seq(1, 0.1, -0.05)) {
  drawn <- keep * between + (1 - keep) * diag(D)
  if (min(eigen(drawn, TRUE, TRUE)$values) > 1e-6) break
}
pairs <- do.call(rbind, lapply(split(seq_len(nrow(frame)), frame$school_id), function(i) if (length(i) > 1) t(combn(i, 2))))
same <- frame$grade[pairs[, 1]] == frame$grade[pairs[, 2]]
products <- side[pairs[, 1], ] * side[pairs[, 2], ]
of_school <- pmax(0, apply(products[!same, ], 2, quadrant, 0.2))
of_cohort <- pmax(0, apply(products[same, ], 2, quadrant, 0.3) - of_school)
factor_of <- chol(drawn)
share <- list(sqrt(of_school), sqrt(of_cohort), sqrt(pmax(0, 1 - of_school - of_cohort)))
parts <- new.env()
part <- function(kind, number) {
  name <- paste(kind, number)
  if (is.null(parts[[name]])) {
    normal <- matrix(rnorm(DRAWS * D), DRAWS) * sqrt(18 / rgamma(DRAWS, 10, scale = 2))
    assign(name, sweep(normal %*% factor_of, 2, share[[kind]], "*"), parts)
  }
  parts[[name]]
}
top_three <- function(first, second, third, v) {
  a <- pmin(first, v); b <- pmin(second, a)
  list(pmax(first, v), pmax(second, a), pmax(third, b))
}
# Strengths of units given row by row, as matrices [unit, detector]; one column per family, then all.
strength <- function(rows, weight, deviation) {
  units <- nrow(rows[[1]]); whole <- matrix(0, units, D)
  best <- rep(list(list(rep(0, units), rep(0, units), rep(0, units))), 5)
  squares <- function(m) {
    s <- lapply(1:4, function(f) do.call(pmax, c(list(0), lapply(which(FAMILY == f), function(d) m[, d]), na.rm = TRUE))^2)
    c(s, list(s[[1]] + s[[2]] + s[[3]] + s[[4]]))
  }
  for (i in seq_along(rows)) {
    whole <- whole + weight[i] * ifelse(is.na(rows[[i]]), 0, rows[[i]])
    s <- squares(rows[[i]])
    for (f in 1:5) best[[f]] <- top_three(best[[f]][[1]], best[[f]][[2]], best[[f]][[3]], s[[f]])
  }
  s <- squares(sweep(whole, 2, deviation, "/"))
  sapply(1:5, function(f) s[[f]] + best[[f]][[1]] + best[[f]][[2]] + best[[f]][[3]])
}
known <- new.env()
chances <- function(z, weight, cohort) {
  measured <- is.finite(z); cohort <- match(cohort, unique(cohort))
  name <- paste(c(as.integer(measured), weight, cohort), collapse = " ")
  if (is.null(known[[name]])) {
    w <- weight * measured; same <- outer(cohort, cohort, "=="); off <- 1 - diag(length(cohort))
    quad <- function(M) colSums(w * (M %*% w))
    deviation <- sqrt(pmax(colSums(w^2) + of_school * quad(off) + of_cohort * quad(off * same), 1e-12))
    rows <- lapply(seq_along(cohort), function(i) {
      v <- part(1, 0) + part(2, cohort[i]) + part(3, i); v[, !measured[i, ]] <- NA; v
    })
    assign(name, list(deviation, apply(strength(rows, weight, deviation), 2, sort)), known)
  }
  deviation <- known[[name]][[1]]; honest <- known[[name]][[2]]
  own <- matrix(strength(lapply(seq_len(nrow(z)), function(i) z[i, , drop = FALSE]), weight, deviation), 1)
  start <- 0.98 * DRAWS
  sapply(1:5, function(f) {
    t <- honest[start, f]
    if (own[f] <= t) (sum(honest[, f] >= own[f]) + 1) / (DRAWS + 1)
    else 0.02 * exp(-(own[f] - t) / max(1e-9, mean(honest[start:DRAWS, f] - t)))
  })
}
observed <- observers$school_id[observers$observer == "\u0434\u0430" & observers$subject == ""]
weight <- ifelse(frame$school_id %in% observed, 0.5, 1)
frame$p <- sapply(seq_len(nrow(frame)), function(i) chances(z[i, , drop = FALSE], 1, frame$grade[i])[5])
of_each <- sapply(split(seq_len(nrow(frame)), frame$school_id), function(i) {
  rm(list = ls(known), envir = known)
  chances(z[i, , drop = FALSE], weight[i], frame$grade[i])
})
schools$p <- of_each[5, match(schools$school_id, colnames(of_each))]
schools$q <- p.adjust(schools$p, "BH")
write.csv(frame, file.path(out, "signals.csv"), row.names = FALSE)
write.csv(schools, file.path(out, "schools.csv"), row.names = FALSE)
listed <- schools$school_id[which(schools$q <= 0.1)]
write.csv2(frame[frame$school_id %in% listed & frame$p <= 0.05 | !frame$school_id %in% observed, ], file.path(out, "recheck.csv"), row.names = FALSE)
used <- proc.time()
memory <- as.numeric(sub("\\D*(\\d+).*", "\\1", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(sprintf('{"papers":%d,"sittings":%d,"schools":%d,"listed":%d,"seconds":%.3f,"megabytes":%.1f}\n',
            nrow(papers), nrow(frame), nrow(schools), length(listed), used[[1]] + used[[2]], memory))
