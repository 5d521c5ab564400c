package dev.capstan.secrets.kms;

import java.net.URI;
import java.util.Optional;

/**
 * Where the services of clouds are. Addresses of Azure and Vault are in their keys.
 *
 * @param aws in place of the public one of each region
 * @param sts in place of the public security token service of AWS of each region
 * @param google in place of the public one
 */
public record KmsEndpoints(Optional<URI> aws, Optional<URI> sts, Optional<URI> google) {
    /** The public ones. */
    public static final KmsEndpoints PUBLIC = new KmsEndpoints(Optional.empty(), Optional.empty(), Optional.empty());

    URI awsOf(String partition, String region) {
        return aws.orElseGet(() -> amazon("kms", partition, region));
    }

    URI stsOf(String partition, String region) {
        return sts.orElseGet(() -> amazon("sts", partition, region));
    }

    private static URI amazon(String service, String partition, String region) {
        String suffix = partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
        return URI.create("https://" + service + "." + region + "." + suffix + "/");
    }

    URI googleBase() {
        return google.orElseGet(() -> URI.create("https://cloudkms.googleapis.com"));
    }
}
