/**
 * Charts of repositories and registries: indexes, archives, and what a chart needs of others. Knows neither how HTTP is spoken nor which
 * objects of a cluster say who we are.
 */
@NullMarked
package dev.capstan.chartaccess;

import org.jspecify.annotations.NullMarked;
