/** ImageUpdateAutomation objects: from the object to a run, from its outcome to status, events and what else is woken. */
@NullMarked
package dev.capstan.image.automation.kube;

import org.jspecify.annotations.NullMarked;
