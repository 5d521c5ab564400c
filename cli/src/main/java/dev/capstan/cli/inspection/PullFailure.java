package dev.capstan.cli.inspection;

import java.util.Locale;

/** Why an image cannot be pulled, out of what the container engine says. */
final class PullFailure {

    private PullFailure() {}

    /**
     * Explains.
     *
     * @param image its whole name
     * @param said all that was said about it
     */
    static Readiness explain(String image, String said) {
        String text = said.toLowerCase(Locale.ROOT);
        String subject = "its image " + image + " cannot be pulled: ";
        if (contains(text, "unauthorized", "authentication required", "denied", "forbidden", "no basic auth")) {
            return Readiness.blocked(
                    subject + "the registry wants a login",
                    "Make a Secret with it in the namespace and name it with --image-pull-secret.");
        }
        if (contains(
                text, "no such host", "connection refused", "i/o timeout", "network is unreachable", "no route to")) {
            return Readiness.blocked(
                    subject + "its registry does not answer" + detail(said),
                    "Is the name right, and can the nodes reach it? --registry names another one.");
        }
        if (contains(text, "x509", "certificate")) {
            return Readiness.blocked(
                    subject + "the nodes do not trust the certificate of its registry",
                    "Give the container engine of the nodes its authority.");
        }
        if (contains(text, "http response to https")) {
            return Readiness.blocked(
                    subject + "its registry speaks plain HTTP",
                    "Allow that in the configuration of the container engine of the nodes.");
        }
        if (contains(text, "not found", "manifest unknown", "name unknown", "does not exist")) {
            return Readiness.blocked(
                    subject + "the registry has no such image or tag", "Push it, or choose with --registry and --tag.");
        }
        if (contains(text, "invalidimagename", "invalid reference")) {
            return Readiness.blocked(
                    subject + "that is no name of an image", "Correct --registry, --tag or --nats-image.");
        }
        return Readiness.blocked(
                subject + (said.isBlank() ? "the node does not say why" : said), "Check --registry and --tag.");
    }

    private static boolean contains(String text, String... words) {
        for (String word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String detail(String said) {
        int dial = said.indexOf("dial tcp");
        int lookup = said.indexOf("lookup ");
        int start = dial >= 0 ? dial : lookup;
        return start < 0 ? "" : " (" + said.substring(start).strip() + ")";
    }
}
