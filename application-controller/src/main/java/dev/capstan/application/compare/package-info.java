/** Whether a cluster is as the sources of an Application say, and how its objects are. Pure. */
@NullMarked
package dev.capstan.application.compare;

import org.jspecify.annotations.NullMarked;
