/** Which image a policy chose, and who may ask for it. Knows neither registries nor the cluster. */
@NullMarked
package dev.capstan.image.policy;

import org.jspecify.annotations.NullMarked;
