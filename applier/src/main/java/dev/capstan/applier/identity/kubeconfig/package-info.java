/** What a kubeconfig says of a cluster. Reads text; knows no Secret and no connection, and never shows a value. */
@NullMarked
package dev.capstan.applier.identity.kubeconfig;

import org.jspecify.annotations.NullMarked;
