package dev.capstan.argo.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.capstan.argo.cluster.Cluster;
import dev.capstan.argo.cluster.ClusterLogin;
import dev.capstan.argo.cluster.ClusterTls;
import java.util.List;

/** What tests of projects begin with. Quotes in texts are single. */
final class Projects {
    static final Cluster PROD = cluster("https://prod.example.com", "prod", List.of());
    static final Cluster TEST = cluster("https://test.example.com", "test", List.of());

    private Projects() {}

    static AppProject project(String spec) {
        return AppProject.of(json("{'metadata':{'name':'team'},'spec':{" + spec + "}}"), List.of(), List.of());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    static Cluster cluster(String server, String name, List<String> namespaces) {
        return new Cluster(
                "secret", server, name, "", namespaces, false, ClusterLogin.NONE, ClusterTls.DEFAULT, "", List.of());
    }
}
