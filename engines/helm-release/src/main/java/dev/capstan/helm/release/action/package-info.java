/**
 * The actions as steps. A step ends, fails, or waits for the cluster without a thread; what is left to do is kept by the
 * action, and that it is under way by the release's record.
 */
@NullMarked
package dev.capstan.helm.release.action;

import org.jspecify.annotations.NullMarked;
