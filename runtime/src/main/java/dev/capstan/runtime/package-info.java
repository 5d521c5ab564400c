/**
 * The rim that every controller shares. Nothing here knows what a controller does; what a feature needs of it are the ports of shared-api.
 */
@NullMarked
package dev.capstan.runtime;

import org.jspecify.annotations.NullMarked;
