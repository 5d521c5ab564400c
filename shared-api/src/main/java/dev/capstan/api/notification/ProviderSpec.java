package dev.capstan.api.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.schema.OneOf;
import dev.capstan.api.schema.Patterns;
import dev.capstan.api.schema.WireRecord;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Where notifications go and how to get in.
 *
 * @param type the kind of place
 * @param interval deprecated and ignored
 * @param channel channel, room, topic or routing key; up to the type
 * @param username name that the messages are sent under
 * @param address the address; the key {@code address} of the Secret wins over it
 * @param timeout limit of one delivery; absent means 15 s
 * @param proxy deprecated: a proxy to go through
 * @param proxySecretRef a proxy to go through
 * @param secretRef credentials, address and headers
 * @param certSecretRef certificates for TLS
 * @param serviceAccountName account for workload identity
 * @param commitStatusExpr CEL over {@code event}, {@code alert} and {@code provider}: the id of a commit status
 * @param suspend whether the object is to be left alone
 */
@WireRecord
@ValidationRule(
        value = "!has(self.commitStatusExpr) || self.type in"
                + " ['github', 'gitlab', 'gitea', 'bitbucketserver', 'bitbucket', 'azuredevops']",
        message = "commitStatusExpr needs a type that writes commit statuses: 'github', 'gitlab', 'gitea',"
                + " 'bitbucketserver', 'bitbucket' or 'azuredevops'")
public record ProviderSpec(
        @Required
        @OneOf({
            "slack",
            "discord",
            "msteams",
            "rocket",
            "generic",
            "generic-hmac",
            "github",
            "gitlab",
            "gitea",
            "giteapullrequestcomment",
            "bitbucketserver",
            "bitbucket",
            "azuredevops",
            "googlechat",
            "googlepubsub",
            "webex",
            "sentry",
            "azureeventhub",
            "telegram",
            "lark",
            "matrix",
            "opsgenie",
            "alertmanager",
            "grafana",
            "githubdispatch",
            "githubpullrequestcomment",
            "gitlabmergerequestcomment",
            "pagerduty",
            "datadog",
            "nats",
            "zulip",
            "otel",
            "zoom",
            "incident.io"
        })
        String type,

        @Nullable @Pattern(Patterns.INTERVAL) String interval,
        @Nullable @Size(max = 2048) String channel,
        @Nullable @Size(max = 2048) String username,
        @Nullable @Size(max = 2048) String address,
        @Nullable @Pattern(Patterns.TIMEOUT) String timeout,

        @Nullable @Size(max = 2048) @Pattern("^(http|https)://.*$") String proxy,

        @Nullable LocalRef proxySecretRef,
        @Nullable LocalRef secretRef,
        @Nullable LocalRef certSecretRef,
        @Nullable String serviceAccountName,
        @Nullable String commitStatusExpr,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean suspend) {}
