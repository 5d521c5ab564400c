package dev.capstan.cloud;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A security token service of AWS. Whoever is asked there sees the token by which this process says who it is, so an address that
 * somebody wrote into an object must be one of AWS itself.
 */
public record StsEndpoint(URI address) {
    private static final Pattern HOST =
            Pattern.compile("sts(-fips)?([.][a-z]{2,}(-[a-z]+)+-[0-9]+)?[.]amazonaws[.]com([.]cn)?"
                    + "|vpce-[a-z0-9-]+[.]sts[.][a-z]{2,}(-[a-z]+)+-[0-9]+[.]vpce[.]amazonaws[.]com([.]cn)?");

    /** The service that an object names; empty when it is not an https address of AWS. */
    public static Optional<StsEndpoint> parse(String text) {
        try {
            var uri = URI.create(text);
            if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
                return Optional.empty();
            }
            var isPlain = uri.getRawUserInfo() == null
                    && uri.getPort() == -1
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return isPlain && HOST.matcher(uri.getHost()).matches()
                    ? Optional.of(new StsEndpoint(URI.create("https://" + uri.getHost() + "/")))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The service that the environment means: {@code AWS_ENDPOINT_URL_STS}, else that of its region, else the global one. */
    static StsEndpoint of(CloudEnvironment environment) throws CloudException {
        var own = environment.value("AWS_ENDPOINT_URL_STS");
        var region = environment.value("AWS_REGION").or(() -> environment.value("AWS_DEFAULT_REGION"));
        try {
            return new StsEndpoint(URI.create(
                    own.orElseGet(() -> region.map(StsEndpoint::regional).orElse("https://sts.amazonaws.com/"))));
        } catch (IllegalArgumentException e) {
            throw new CloudException(
                    new CloudFailure.EnvironmentUnusable("the region or AWS_ENDPOINT_URL_STS is malformed"), e);
        }
    }

    private static String regional(String region) {
        return "https://sts." + region + ".amazonaws.com" + (region.startsWith("cn-") ? ".cn" : "") + "/";
    }
}
