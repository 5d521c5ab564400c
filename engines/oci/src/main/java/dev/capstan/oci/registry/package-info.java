/** Talks to registries as the OCI distribution specification 1.1 and Docker's token protocol have it. Knows no custom resource. */
@NullMarked
package dev.capstan.oci.registry;

import org.jspecify.annotations.NullMarked;
