/**
 * Which tag of a list is the latest by a policy, and why. Pure: knows neither registries nor custom resources, and takes bounded time
 * whatever the tags and the expressions of users are.
 */
@NullMarked
package dev.capstan.images.policy;

import org.jspecify.annotations.NullMarked;
