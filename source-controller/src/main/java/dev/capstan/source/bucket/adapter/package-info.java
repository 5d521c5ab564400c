/** Where objects lie between the bucket and the artifact: files, and the artifact before. */
@NullMarked
package dev.capstan.source.bucket.adapter;

import org.jspecify.annotations.NullMarked;
