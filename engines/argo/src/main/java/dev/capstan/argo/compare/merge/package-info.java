/**
 * What an object would be after it is applied: by the three-way merges of kubectl and by server-side apply. Knows no rule
 * of Argo CD.
 */
@NullMarked
package dev.capstan.argo.compare.merge;

import org.jspecify.annotations.NullMarked;
