/** Chart repositories and registries over HTTP, and what is kept of indexes on the disk. */
@NullMarked
package dev.capstan.chartaccess.adapter;

import org.jspecify.annotations.NullMarked;
