package dev.capstan.testkit.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
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
 * @param hasCreated whether the object was not there before
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
        boolean hasCreated,
        boolean isForbidden) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CREATED = 201;
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
        String user = event.path("user").path("username").asText();
        if (isRefusedImpersonation(event)) {
            return new ApiCall(user, Optional.empty(), "impersonate", "", "serviceaccounts", "", "", false, true);
        }
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText();
        return new ApiCall(
                user,
                Optional.ofNullable(event.path("impersonatedUser").get("username"))
                        .map(JsonNode::asText),
                event.path("verb").asText(),
                object.path("apiGroup").asText(),
                object.isMissingNode()
                        ? event.path("requestURI").asText()
                        : object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("namespace").asText(),
                object.path("name").asText(),
                code(event) == CREATED,
                decision(event).equals("forbid"));
    }

    private static int code(JsonNode event) {
        return event.path("responseStatus").path("code").asInt();
    }

    /** It comes before the decision about the request itself, which is missing then. */
    private static boolean isRefusedImpersonation(JsonNode event) {
        return decision(event).isEmpty() && code(event) == FORBIDDEN;
    }

    private static String decision(JsonNode event) {
        return event.path("annotations").path("authorization.k8s.io/decision").asText();
    }

    /** Whether the user itself was refused it: what somebody that it wants to be may not do is not its own lack of rights. */
    public boolean isRefusedToUser() {
        return isForbidden && impersonated.isEmpty();
    }

    /**
     * What the user itself needs for it. For what it asks as somebody else: to be that one. Who may list may read each; what an
     * apply makes has to be allowed to be made, which the server checks without a word in its log.
     */
    List<Need> needs() {
        if (impersonated.isPresent()) {
            return List.of(new Need("", "serviceaccounts", "impersonate", "", ""));
        }
        return switch (verb) {
            case "list" -> List.of(need("list"), need("get"));
            case "patch" -> hasCreated ? List.of(need("patch"), need("create")) : List.of(need("patch"));
            default -> List.of(need(verb));
        };
    }

    private Need need(String needed) {
        return new Need(apiGroup, resource, needed, namespace, name);
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
