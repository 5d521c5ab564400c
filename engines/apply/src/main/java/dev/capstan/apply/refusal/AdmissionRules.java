package dev.capstan.apply.refusal;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What admission refuses: quotas, limits, pod security, policies, webhooks, namespaces that end. */
final class AdmissionRules {

    private static final String POLICY =
            "Change the manifest so that it satisfies the policy, or have the policy changed.";
    private static final Pattern SERVICE = Pattern.compile("https://([\\w-]+)\\.([\\w-]+)\\.svc");

    private AdmissionRules() {}

    static List<Refusal.Rule> all() {
        return List.of(
                Refusal.Rule.on(
                        "unable to create new content in namespace (\\S+) because it is being terminated",
                        (_, found) -> new Explanation(
                                "the namespace " + found.group(1) + " is being deleted",
                                "Wait until it is gone, then it is made again; when it stays, look for finalizers of what is"
                                        + " left in it: kubectl get namespace " + found.group(1) + " -o yaml.")),
                Refusal.Rule.on(
                        "exceeded quota: ([^,]+), requested: (.*?), used: (.*?), limited: (.*)",
                        (refusal, found) -> new Explanation(
                                "the ResourceQuota " + found.group(1) + " of " + refusal.place()
                                        + " is used up (asked for " + found.group(2) + "; in use " + found.group(3)
                                        + "; allowed " + ServerText.clean(found.group(4)) + ")",
                                "Ask for less, free something in the namespace, or have the quota raised.")),
                Refusal.Rule.on(
                        "failed quota: ([^:]+): must specify (.*)",
                        (_, found) -> new Explanation(
                                "the ResourceQuota " + found.group(1) + " wants " + ServerText.clean(found.group(2))
                                        + " to be set",
                                "Set these resources on every container, or a LimitRange with defaults in the namespace.")),
                Refusal.Rule.on(
                        "\\[?((?:minimum|maximum) [\\w.-]+ usage per \\w+ is .*|[\\w.-]+ max limit to request ratio per \\w+ is .*)",
                        (refusal, found) -> new Explanation(
                                "a LimitRange of " + refusal.place() + " refuses it: "
                                        + ServerText.clean(found.group(1).replaceFirst("]$", "")),
                                "Set resources within the limits, or have the LimitRange changed.")),
                Refusal.Rule.on(
                        "violates PodSecurity \"([^\"]+)\": (.*)",
                        (_, found) -> new Explanation(
                                "the pod security level " + found.group(1) + " of the namespace refuses it: "
                                        + ServerText.clean(found.group(2)),
                                "Set the fields that are named in securityContext, or relax the label"
                                        + " pod-security.kubernetes.io/enforce of the namespace.")),
                policy(POLICY),
                webhook(POLICY),
                Refusal.Rule.on(
                        "failed calling webhook \"([^\"]+)\": (.*)",
                        (_, found) -> unanswered("the admission webhook " + found.group(1), found.group(2))),
                Refusal.Rule.on(
                        "conversion webhook for ([^ ]+), Kind=(\\w+) failed: (.*)",
                        (_, found) -> unanswered("the conversion webhook of " + found.group(2), found.group(3))),
                Refusal.Rule.on(
                        "no PriorityClass with name (\\S+) was found",
                        (_, found) -> new Explanation(
                                "there is no PriorityClass " + found.group(1),
                                "Create it in this set or in one that this set depends on, or correct priorityClassName.")),
                Refusal.Rule.on(
                        "error looking up service account ([^/]+)/([^:]+):",
                        (_, found) -> new Explanation(
                                "the service account " + found.group(2) + " does not exist in the namespace "
                                        + found.group(1),
                                "Create it in this set or in one that this set depends on, or correct serviceAccountName.")),
                Refusal.Rule.on(
                        "only dynamically provisioned pvc can be resized",
                        (_, _) -> new Explanation(
                                "the claim cannot be resized: its storage class does not support it",
                                "Undo the change, or use a StorageClass with allowVolumeExpansion: true and a new claim.")));
    }

    /** A ValidatingAdmissionPolicy says no. */
    static Refusal.Rule policy(String advice) {
        return Refusal.Rule.on(
                "ValidatingAdmissionPolicy '([^']+)'(?: with binding '([^']+)')? denied request: (.*)",
                (_, found) -> new Explanation(
                        "the policy " + found.group(1)
                                + (found.group(2) == null ? "" : " (binding " + found.group(2) + ")") + " refuses it: "
                                + ServerText.clean(found.group(3)),
                        advice));
    }

    /** A webhook says no. */
    static Refusal.Rule webhook(String advice) {
        return Refusal.Rule.on(
                "admission webhook \"([^\"]+)\" denied the request(?: without explanation)?:? ?(.*)",
                (_, found) -> new Explanation(
                        "the admission webhook " + found.group(1) + " refuses it"
                                + (found.group(2).isBlank() ? "" : ": " + ServerText.clean(found.group(2))),
                        advice));
    }

    private static Explanation unanswered(String webhook, String why) {
        Matcher service = SERVICE.matcher(why);
        boolean isService = service.find();
        String server = isService ? "its service " + service.group(2) + "/" + service.group(1) : "its server";
        return new Explanation(
                webhook + " cannot be asked: " + cause(server, why),
                "Look at the pods behind "
                        + (isService ? "the service " + service.group(2) + "/" + service.group(1) : "the webhook")
                        + "; when it was uninstalled, delete its webhook configuration. It is tried again by itself.");
    }

    private static String cause(String server, String why) {
        String lower = why.replaceAll("\"https?://[^\"]*\"", "").toLowerCase(Locale.ROOT);
        if (lower.contains("connection refused")) {
            return server + " refuses the connection";
        }
        if (lower.contains("no endpoints available")) {
            return server + " has no running pod";
        }
        if (lower.contains("deadline exceeded") || lower.contains("timeout") || lower.contains("timed out")) {
            return server + " does not answer in time";
        }
        if (lower.contains("x509") || lower.contains("tls:") || lower.contains("certificate")) {
            return "the certificate of " + server + " is not accepted";
        }
        if (lower.contains("not found") && lower.contains("service ") || lower.contains("no such host")) {
            return server + " does not exist";
        }
        if (lower.contains("no route to host") || lower.contains("network is unreachable")) {
            return server + " cannot be reached over the network";
        }
        if (lower.contains("eof") || lower.contains("connection reset")) {
            return server + " broke the connection off";
        }
        return server + " does not answer as a webhook should";
    }
}
