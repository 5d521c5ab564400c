/** Chart repositories over HTTP, and what is kept of their indexes on the disk. */
@NullMarked
package dev.capstan.source.helm.adapter;

import org.jspecify.annotations.NullMarked;
