/** How clusters are reached. */
@NullMarked
package dev.capstan.application.cluster;

import org.jspecify.annotations.NullMarked;
