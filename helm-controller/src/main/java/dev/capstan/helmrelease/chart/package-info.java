/**
 * Which chart a HelmRelease means: the HelmChart that is made of its template, whether its source is ready, and which version the
 * release gets. Decisions and ports; knows no cluster.
 */
@NullMarked
package dev.capstan.helmrelease.chart;

import org.jspecify.annotations.NullMarked;
