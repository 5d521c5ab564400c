/** What the account that applies may do: which writes can be refused for a missing right. */
@NullMarked
package dev.capstan.apply.rights;

import org.jspecify.annotations.NullMarked;
