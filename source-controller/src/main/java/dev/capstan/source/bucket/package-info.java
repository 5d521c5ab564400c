/** Buckets: what of them is selected, when that has changed, and how it becomes an artifact. Knows no cluster and no file system. */
@NullMarked
package dev.capstan.source.bucket;

import org.jspecify.annotations.NullMarked;
