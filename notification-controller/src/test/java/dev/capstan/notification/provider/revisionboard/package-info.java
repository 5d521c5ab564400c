/**
 * The type {@code test-revision-board}, which only tests know: proof that a type of Provider needs files of its own and nothing else, also
 * when it makes several calls to addresses that it works out.
 */
@NullMarked
package dev.capstan.notification.provider.revisionboard;

import org.jspecify.annotations.NullMarked;
