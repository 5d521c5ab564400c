package dev.capstan.cloud;

import java.util.Optional;

/**
 * Credentials that sign requests.
 *
 * @param accessKey its public name
 * @param secretKey signs, and is never sent
 * @param sessionToken goes with temporary credentials
 */
public record AwsKeys(String accessKey, String secretKey, Optional<String> sessionToken) {

    /** Credentials that are not temporary. */
    public AwsKeys(String accessKey, String secretKey) {
        this(accessKey, secretKey, Optional.empty());
    }

    @Override
    public String toString() {
        return "AwsKeys[accessKey=" + accessKey + "]";
    }
}
