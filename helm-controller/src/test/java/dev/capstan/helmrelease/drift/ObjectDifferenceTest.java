package dev.capstan.helmrelease.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.ObjectId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectDifferenceTest {
    private static final ObjectId ID = new ObjectId("", "ConfigMap", "apps", "web");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // in the cluster | as applied | additions, changes, removals
                "{'data':{'a':'1'}}             | {'data':{'a':'1'}}             | ",
                "{'data':{'a':'1'}}             | {'data':{'a':'2'}}             | 0 additions, 1 changes, 0 removals",
                "{'data':{'a':'1'}}             | {'data':{'a':'1','b':'2'}}     | 1 additions, 0 changes, 0 removals",
                "{'data':{'a':'1','b':'2'}}     | {'data':{'a':'3'}}             | 0 additions, 1 changes, 1 removals",
                "{'spec':{'l':[1,2]}}           | {'spec':{'l':[1,3,4]}}         | 1 additions, 1 changes, 0 removals",
                "{'spec':{'l':{'a':1}}}         | {'spec':{'l':[1]}}             | 0 additions, 1 changes, 0 removals",
                "{'status':{'a':1}}             | {'status':{'a':2}}             | ",
                "{'metadata':{'uid':'1'}}       | {'metadata':{'uid':'2'}}       | ",
                "{'metadata':{'labels':{}}}     | {'metadata':{}}                | ",
                "{'metadata':{'labels':{'a':'1'}}} | {'metadata':{}}             | 0 additions, 0 changes, 1 removals",
                "{'metadata':{'annotations':{'a':'1'}}} | {'metadata':{'annotations':{'a':'2'}}} | 0 additions, 1 changes, 0 removals",
            })
    void countsFields(String live, String applied, String counts) throws JsonProcessingException {
        assertThat(difference(live, applied).map(Object::toString).orElse(null))
                .isEqualTo(counts == null ? null : "ConfigMap/apps/web changed (" + counts + ")");
    }

    @Test
    void ignoredPlacesDoNotCount() throws JsonProcessingException {
        assertThat(difference(
                        "{'spec':{'replicas':1,'l':[1,2],'a/b':1}}",
                        "{'spec':{'replicas':2,'l':[1,3],'a/b':2}}",
                        "/spec/replicas",
                        "/spec/l/1",
                        "/spec/a~1b",
                        "/spec/not/there"))
                .isEmpty();
    }

    private static Optional<DriftedObject> difference(String live, String applied, String... ignored)
            throws JsonProcessingException {
        return ObjectDifference.of(ID, object(live), object(applied), List.of(ignored));
    }

    private static ObjectNode object(String json) throws JsonProcessingException {
        return (ObjectNode) new ObjectMapper().readTree(json.replace('\'', '"'));
    }
}
