package dev.capstan.charts.index;

/**
 * What an index holds.
 *
 * @param charts how many charts
 * @param versions how many versions of all charts together
 * @param skipped how many entries were left out because they are not versions of a chart
 */
public record IndexSummary(int charts, int versions, int skipped) {}
