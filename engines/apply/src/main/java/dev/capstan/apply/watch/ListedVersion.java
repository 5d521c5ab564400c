package dev.capstan.apply.watch;

import dev.capstan.apply.cluster.ResourceVersion;

/**
 * An object in a list of metadata.
 *
 * @param uid uid
 * @param version its version
 */
record ListedVersion(String uid, ResourceVersion version) {}
