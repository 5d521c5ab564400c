/** One reconciliation of an Application, from its object to what its status shall say. Knows the cluster by ports only. */
@NullMarked
package dev.capstan.application.run;

import org.jspecify.annotations.NullMarked;
