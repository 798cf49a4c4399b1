package dev.vdx.path;

/** How long a path is, and whether an authority changes its key on the way. */
enum Shape {
    DIRECT(""),
    ONE("Issuing"),
    TWO("Policy Issuing"),
    THREE("National Policy Issuing"),
    ROLLED_OVER("Issuing Issuing");

    private final String authorities;

    Shape(String authorities) {
        this.authorities = authorities;
    }

    Plan plan() {
        Plan plan = new Plan();
        plan.path.add(CertificateDraft.authority("CN=Root CA,O=VDX,C=TH", 0));
        for (String name : authorities.isEmpty() ? new String[0] : authorities.split(" ")) {
            plan.path.add(CertificateDraft.authority("CN=" + name + " CA,O=VDX,C=TH", plan.path.size()));
        }
        plan.path.add(CertificateDraft.leaf("CN=Land Seal,OU=Land,O=VDX,C=TH", 8));
        return plan;
    }
}
