package dev.capstan.secrets.kms;

import java.net.URI;
import java.util.Optional;

/**
 * Where the services of clouds are. Addresses of Azure and Vault are in their keys.
 *
 * @param aws in place of the public one of each region
 * @param google in place of the public one
 */
public record KmsEndpoints(Optional<URI> aws, Optional<URI> google) {
    /** The public ones. */
    public static final KmsEndpoints PUBLIC = new KmsEndpoints(Optional.empty(), Optional.empty());

    URI awsOf(String partition, String region) {
        String suffix = partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
        return aws.orElseGet(() -> URI.create("https://kms." + region + "." + suffix + "/"));
    }

    URI googleBase() {
        return google.orElseGet(() -> URI.create("https://cloudkms.googleapis.com"));
    }
}
