/**
 * The custom resources Application and AppProject of Argo CD, with the schema that its own programs write and read. Holds shapes only;
 * what they mean is in {@code engines/argo}. The conventions of the toolkit (conditions, finalizer, request annotation) do not hold here.
 */
@NullMarked
package dev.capstan.api.argo;

import org.jspecify.annotations.NullMarked;
