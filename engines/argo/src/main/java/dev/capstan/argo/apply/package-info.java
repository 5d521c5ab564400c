/** What is sent to the API server to apply a manifest as kubectl does on the side of the client. */
@NullMarked
package dev.capstan.argo.apply;

import org.jspecify.annotations.NullMarked;
