/** Pull requests for what automations push: opened, updated, closed and merged, one group of images at a time. Knows no Kubernetes. */
@NullMarked
package dev.capstan.image.pullrequest;

import org.jspecify.annotations.NullMarked;
