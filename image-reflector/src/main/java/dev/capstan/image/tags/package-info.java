/** The tags that scans found, kept for policies. Knows neither registries nor the cluster. */
@NullMarked
package dev.capstan.image.tags;

import org.jspecify.annotations.NullMarked;
