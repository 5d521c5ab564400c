/**
 * What a status says of an object: how a reconciliation left it, in the words of the condition model.
 */
@NullMarked
package dev.capstan.runtime.status;

import org.jspecify.annotations.NullMarked;
