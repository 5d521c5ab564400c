/** What a sync does in a cluster. */
@NullMarked
package dev.capstan.application.operate;

import org.jspecify.annotations.NullMarked;
