/** What every kind of source shares: results, failures, ports. Kinds lie in packages of their own, named by the kind. */
@NullMarked
package dev.capstan.source;

import org.jspecify.annotations.NullMarked;
