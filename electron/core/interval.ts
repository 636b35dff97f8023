/** @file The interval in which a rate lies that was counted on a sample: exact, so that small samples look as uncertain as they are. */

/**
 * Two-sided Clopper–Pearson interval of a rate, 0 to 1, from `successes` in `trials` (whole numbers): it covers the true rate at least as
 * often as `confidence` (above 0, below 1) says, whatever the rate is, where trials are independent. No trials: [0, 1].
 * C. J. Clopper and E. S. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial, Biometrika 26 (1934),
 * 404-413; its ends are quantiles of beta distributions.
 */
export function clopperPearson(successes: number, trials: number, confidence = 0.95): [low: number, high: number] {
  if (!Number.isSafeInteger(successes) || !Number.isSafeInteger(trials) || successes < 0 || successes > trials) throw new RangeError(`${successes} of ${trials} is no count`);
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`a confidence of ${confidence}`);
  return shareInterval(successes, trials, confidence);
}

/**
 * The same where trials are not independent and stand for fewer: `trials` is the effective number, `successes` the share times that; neither
 * need be whole. E. L. Korn and B. I. Graubard, Confidence intervals for proportions with small expected number of positive counts
 * estimated from survey data, Survey Methodology 24 (1998), 193-201.
 */
export function shareInterval(successes: number, trials: number, confidence = 0.95): [low: number, high: number] {
  return [lowestShare(successes, trials, confidence), highestShare(successes, trials, confidence)];
}

/** The lower end of shareInterval alone: the ends of many intervals take a while. */
export function lowestShare(successes: number, trials: number, confidence = 0.95): number {
  return successes <= 0 ? 0 : betaQuantile((1 - confidence) / 2, successes, trials - successes + 1);
}

/** Its upper end alone. */
export function highestShare(successes: number, trials: number, confidence = 0.95): number {
  return successes >= trials ? 1 : betaQuantile(1 - (1 - confidence) / 2, successes + 1, trials - successes);
}

/** Two-sided quantile of Student's t with `degrees` of freedom (DLMF 8.17: its tail is an incomplete beta function); 12.7 for one, 1.96 for very many. */
export function studentQuantile(degrees: number, confidence = 0.95): number {
  const x = betaQuantile(1 - confidence, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}

/** By halving, until no number lies between: the distribution is monotonous. 100 halvings are finer than float64 between 0 and 1, down to 1e-30. */
function betaQuantile(p: number, a: number, b: number): number {
  let low = 0, high = 1;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (betaDistribution(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Regularised incomplete beta function I_x(a, b); NIST Digital Library of Mathematical Functions (dlmf.nist.gov) 8.17.22, and 8.17.4 where that converges faster. */
function betaDistribution(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaDistribution(1 - x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  return front / continuedFraction(x, a, b);
}

/** 1 + d1 / (1 + d2 / (1 + ...)) by the modified Lentz method (W. J. Lentz 1976; I. J. Thompson and A. R. Barnett 1986). */
function continuedFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let value = 1, c = 1, d = 0;
  // Terms needed grow with the root of a + b; a million trials take some hundreds.
  for (let n = 1; n <= 100_000; n++) {
    const m = Math.floor(n / 2);
    const term = n % 2 === 0 ? (m * (b - m) * x) / ((a + n - 1) * (a + n)) : (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
    d = 1 / nonZero(1 + term * d, tiny);
    c = nonZero(1 + term / c, tiny);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) return value;
  }
  return value;
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

/** ln of the gamma function for x > 0: Stirling's series (DLMF 5.11.1) from 15 on, where its five terms err by less than 1e-15; below by the recurrence (5.5.1). */
function logGamma(x: number): number {
  let shift = 0, z = x;
  for (; z < 15; z++) shift += Math.log(z);
  const w = 1 / (z * z);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}
