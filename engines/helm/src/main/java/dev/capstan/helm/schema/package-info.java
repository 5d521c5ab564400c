/**
 * JSON schemas of values, draft-04 to 2020-12, with the messages of the library that Helm checks with. References lead into the same
 * document and the metaschemas only: nothing is loaded. Steps are counted, and end the check when there are too many.
 */
@NullMarked
package dev.capstan.helm.schema;

import org.jspecify.annotations.NullMarked;
