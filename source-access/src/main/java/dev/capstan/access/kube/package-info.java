/** What the controllers of one process share when they speak to upstreams: the rule for addresses, and what is asked of one host. */
@NullMarked
package dev.capstan.access.kube;

import org.jspecify.annotations.NullMarked;
