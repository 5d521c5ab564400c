/**
 * Objects that one owner lets go and another one builds: they change hands and are never deleted in between. Values,
 * decisions and ports; knows no kind of owner, so that each kind may say what its objects build.
 */
@NullMarked
package dev.capstan.applier.handover;

import org.jspecify.annotations.NullMarked;
