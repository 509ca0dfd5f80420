package dev.pokebatch.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Namespace;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the API says of one kind of object.
 *
 * @param type with its members
 * @param validator refuses what the type does not know, and what it lacks
 */
record ApiModel(Class<?> type, Validator validator) {

  private static final Map<String, ApiModel> BY_VERSION =
      Map.ofEntries(
          entry("v1", V1Namespace.class, V1Namespace::validateJsonElement),
          entry("v1", V1ServiceAccount.class, V1ServiceAccount::validateJsonElement),
          entry("v1", V1Service.class, V1Service::validateJsonElement),
          entry("v1", V1ConfigMap.class, V1ConfigMap::validateJsonElement),
          entry("v1", V1Secret.class, V1Secret::validateJsonElement),
          entry("apps/v1", V1Deployment.class, V1Deployment::validateJsonElement),
          entry("apps/v1", V1StatefulSet.class, V1StatefulSet::validateJsonElement),
          entry(
              "policy/v1", V1PodDisruptionBudget.class, V1PodDisruptionBudget::validateJsonElement),
          entry(
              "autoscaling/v2",
              V2HorizontalPodAutoscaler.class,
              V2HorizontalPodAutoscaler::validateJsonElement),
          entry(
              "networking.k8s.io/v1", V1NetworkPolicy.class, V1NetworkPolicy::validateJsonElement),
          entry("networking.k8s.io/v1", V1Ingress.class, V1Ingress::validateJsonElement));

  /** Throws IllegalArgumentException with a sentence. */
  interface Validator {
    void validate(JsonElement object) throws IOException;
  }

  private static Map.Entry<String, ApiModel> entry(
      String version, Class<?> type, Validator validator) {
    var kind = type.getSimpleName().replaceFirst("V\\d", "");
    return Map.entry(version + " " + kind, new ApiModel(type, validator));
  }

  static String version(JsonNode object) {
    return object.path("apiVersion").asText() + " " + object.path("kind").asText();
  }

  /** Null where the API has no such kind in that version, or we have none of it. */
  static @Nullable ApiModel of(JsonNode object) {
    return BY_VERSION.get(version(object));
  }
}
