/**
 * What a comparison leaves out: fields by JSON pointer or jq path, and who asks for it. Expressions come from users, so
 * each is bounded in what it may say and do.
 */
@NullMarked
package dev.capstan.argo.compare.ignore;

import org.jspecify.annotations.NullMarked;
