package dev.capstan.testkit.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * One request to an API server, as its audit log has it.
 *
 * @param user who asked
 * @param impersonated who that wanted to be, once the server agreed
 * @param verb in the words of roles: {@code get}, {@code list}, {@code watch}, {@code patch} and so on
 * @param apiGroup empty for the core group, and for what is no resource
 * @param resource with its subresource, {@code deployments/scale}; the path of what is no resource
 * @param namespace empty for what lies in none
 * @param name empty for collections
 * @param isForbidden whether the server refused it for a lack of rights
 */
public record ApiCall(
        String user,
        Optional<String> impersonated,
        String verb,
        String apiGroup,
        String resource,
        String namespace,
        String name,
        boolean isForbidden) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FORBIDDEN = 403;

    /**
     * Reads an event of {@code audit.k8s.io/v1}.
     *
     * @throws IllegalArgumentException when the line is none
     */
    public static ApiCall parse(String line) {
        JsonNode event;
        try {
            event = JSON.readTree(line);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("no event of an audit log: " + line, malformed);
        }
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return new ApiCall(
                event.path("user").path("username").asText(),
                Optional.ofNullable(event.path("impersonatedUser").get("username"))
                        .map(JsonNode::asText),
                event.path("verb").asText(),
                object.path("apiGroup").asText(),
                object.isMissingNode()
                        ? event.path("requestURI").asText()
                        : object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText(),
                isForbidden(event));
    }

    /** A refused impersonation comes before the decision about the request itself; a refusal of admission comes after it. */
    private static boolean isForbidden(JsonNode event) {
        String decision =
                event.path("annotations").path("authorization.k8s.io/decision").asText();
        return decision.equals("forbid")
                || (decision.isEmpty()
                        && event.path("responseStatus").path("code").asInt() == FORBIDDEN);
    }

    /** Whether the user itself was refused it: what somebody that it wants to be may not do is not its own lack of rights. */
    public boolean isRefusedToUser() {
        return isForbidden && impersonated.isEmpty();
    }

    /** What the user itself needs for it: to be somebody else, where the request was made as somebody else. */
    Need need() {
        return impersonated
                .map(_ -> new Need("", "serviceaccounts", "impersonate", "", ""))
                .orElseGet(() -> new Need(apiGroup, resource, verb, namespace, name));
    }

    /** What a role has to allow. */
    record Need(String apiGroup, String resource, String verb, String namespace, String name) {}

    @Override
    public String toString() {
        return "%s may not %s %s%s%s%s"
                .formatted(
                        user,
                        verb,
                        apiGroup.isEmpty() ? resource : resource + "." + apiGroup,
                        name.isEmpty() ? "" : " " + name,
                        namespace.isEmpty() ? "" : " in " + namespace,
                        impersonated.map(it -> " as " + it).orElse(""));
    }
}
