"""What one finds in a village café besides drinks; the order gives the numbers."""

SERVICES = [
    {"code": code, "name": name}
    for code, name in (
        ("relais-poste", "Relais poste"),
        ("point-colis", "Point colis"),
        ("epicerie", "Épicerie"),
        ("depot-de-pain", "Dépôt de pain"),
        ("presse", "Presse"),
        ("acces-numerique", "Accès numérique"),
        ("mediation", "Médiation et aide aux démarches"),
        ("restauration", "Restauration"),
        ("produits-locaux", "Produits locaux"),
        ("espace-de-travail", "Espace de travail"),
        ("info-tourisme", "Information touristique"),
    )
]
