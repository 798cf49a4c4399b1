package dev.vdx.cms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.Attribute;
import org.jspecify.annotations.Nullable;

/** The signed or the unsigned attributes of a signer (RFC 5652, 5.3). */
final class AttributeTable {
    private final Map<ASN1ObjectIdentifier, List<ASN1Set>> byType;

    private AttributeTable(Map<ASN1ObjectIdentifier, List<ASN1Set>> byType) {
        this.byType = byType;
    }

    /** Must be called within {@link Asn1#reading}. */
    static AttributeTable of(@Nullable ASN1Set attributes) {
        Map<ASN1ObjectIdentifier, List<ASN1Set>> byType = new LinkedHashMap<>();
        if (attributes != null) {
            for (ASN1Encodable each : attributes) {
                Attribute attribute = Attribute.getInstance(each);
                byType.computeIfAbsent(attribute.getAttrType(), type -> new ArrayList<>(1))
                        .add(attribute.getAttrValues());
            }
        }
        return new AttributeTable(byType);
    }

    boolean has(ASN1ObjectIdentifier type) {
        return byType.containsKey(type);
    }

    /** Whether an attribute that may be there once, with one value (RFC 5652, 11), keeps to that. */
    boolean atMostOnce(ASN1ObjectIdentifier type) {
        List<ASN1Set> found = byType.getOrDefault(type, List.of());
        return found.isEmpty() || (found.size() == 1 && found.get(0).size() == 1);
    }

    /** The value of an attribute, if it is there exactly once with exactly one value. */
    Optional<ASN1Encodable> single(ASN1ObjectIdentifier type) {
        List<ASN1Set> found = byType.getOrDefault(type, List.of());
        return found.size() == 1 && found.get(0).size() == 1
                ? Optional.of(found.get(0).getObjectAt(0))
                : Optional.empty();
    }

    /** Every value of every attribute of a type. */
    List<ASN1Encodable> all(ASN1ObjectIdentifier type) {
        List<ASN1Encodable> values = new ArrayList<>();
        for (ASN1Set set : byType.getOrDefault(type, List.of())) {
            set.forEach(values::add);
        }
        return values;
    }

    /** Every type with every value of its attributes. */
    void forEach(BiConsumer<ASN1ObjectIdentifier, ASN1Encodable> action) {
        byType.forEach((type, sets) -> sets.forEach(set -> set.forEach(value -> action.accept(type, value))));
    }

    Set<String> types() {
        Set<String> dotted = new LinkedHashSet<>();
        byType.keySet().forEach(type -> dotted.add(type.getId()));
        return Set.copyOf(dotted);
    }
}
